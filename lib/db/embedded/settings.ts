/**
 * Server settings, given on the command line at each start so that an old data folder gets the present ones.
 *
 * Fast for one writer of bulk data, and safe in a crash: fsync and synchronous commit stay on. `wal_level=minimal` lets
 * COPY into a table made in the same transaction skip the log; no one replicates from here.
 */
const SERVER_SETTINGS = {
  listen_addresses: '127.0.0.1',
  // Reached by port alone: the path of a socket may be longer than the system allows.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'off',
  jit: 'off',
  // Shared memory of a container may be too small for parallel workers, and two cores have nothing to gain from them.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  log_timezone: 'UTC',
  timezone: 'UTC',
} as const;

/** For throw-away clusters of tests: nothing needs to survive. */
const THROW_AWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const;

/** Arguments `-c name=value` for `postgres`. */
export function serverArguments(durability: 'durable' | 'throw_away'): readonly string[] {
  const settings = { ...SERVER_SETTINGS, ...(durability === 'throw_away' ? THROW_AWAY_SETTINGS : {}) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
