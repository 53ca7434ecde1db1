// One process at a time, also after a kill -9: the file names its holder, and a holder that is gone counts for nothing.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {object} LockHolder
 * @property {number} pid
 * @property {string | null} startedAt the kernel's start time of that process, which a reused number does not share
 * @property {string} token unique to this lock
 * @property {string} note for whoever finds the lock held, e.g. the address served
 */

/**
 * Takes the lock or tells who holds it.
 *
 * @param {string} file
 * @param {string} note
 * @returns {{ taken: true, release: () => void } | { taken: false, holder: LockHolder }}
 */
export function takeLock(file, note) {
  mkdirSync(dirname(file), { recursive: true });
  const own = { pid: process.pid, startedAt: startTimeOf(process.pid), token: randomUUID(), note };
  const draft = `${file}.${own.token}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o644 });
  try {
    for (;;) {
      if (placeDraft(draft, file)) return { taken: true, release: () => releaseLock(file, own.token) };
      const holder = readLock(file);
      if (holder !== null && isAlive(holder)) return { taken: false, holder };
      removeStaleLock(file, holder?.token ?? null);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Who holds the lock; null when nobody who is still alive does.
 *
 * @param {string} file
 */
export function findLockHolder(file) {
  const holder = readLock(file);
  return holder !== null && isAlive(holder) ? holder : null;
}

/**
 * A hard link appears whole or not at all, and fails where the name is taken.
 *
 * @param {string} draft
 * @param {string} file
 */
function placeDraft(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {LockHolder | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Moving is atomic: of two that found the same stale lock one moves it. Who moved a fresh one by mistake puts it back.
 *
 * @param {string} file
 * @param {string | null} staleToken
 */
function removeStaleLock(file, staleToken) {
  const aside = `${file}.stale.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if ((readLock(aside)?.token ?? null) !== staleToken) placeDraft(aside, file);
  rmSync(aside, { force: true });
}

/**
 * @param {string} file
 * @param {string} token
 */
function releaseLock(file, token) {
  if (readLock(file)?.token === token) rmSync(file, { force: true });
}

/** @param {LockHolder} holder */
function isAlive(holder) {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const startedAt = startTimeOf(holder.pid);
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
}

/**
 * Field 22 of /proc/PID/stat, with the boot it counts from; null where there is no such file.
 *
 * @param {number} pid
 */
function startTimeOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
  } catch {
    return null;
  }
}
