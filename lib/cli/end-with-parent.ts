/** Time a process has to finish what it is doing before it is ended anyway. */
const GRACE_MS = 45_000;

/**
 * Ends this process in good order when it is asked to (SIGTERM, SIGINT, SIGHUP) or when the process that forked it is
 * gone, even by kill -9: the channel between them closes then.
 *
 * @param stop closes what is open; called once. The process exits when it settles, or after 45 seconds
 */
export function endWithParent(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
}
