import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { IdleThreads } from './idle-threads';

class FakeThread {
  isDead = false;
  ended = 0;
  async end(): Promise<void> {
    this.ended += 1;
  }
}

describe('IdleThreads', () => {
  let started: FakeThread[] = [];
  const threads = () =>
    new IdleThreads(async () => {
      const thread = new FakeThread();
      started.push(thread);
      return thread;
    });

  beforeEach(() => {
    started = [];
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  test('gives a thread that came back to the next', async () => {
    const idle = threads();
    const first = await idle.take();
    idle.putBack(first);
    expect(await idle.take()).toBe(first);
    expect(await idle.take()).not.toBe(first);
    expect(started).toHaveLength(2);
  });

  test('gives no dead thread away', async () => {
    const idle = threads();
    const first = await idle.take();
    idle.putBack(first);
    first.isDead = true;
    expect(await idle.take()).not.toBe(first);
    idle.putBack(first);
    expect(await idle.take()).not.toBe(first);
  });

  test('starts no more than asked for ahead of work, and hands those out', async () => {
    const idle = threads();
    idle.warm(2);
    idle.warm(2);
    expect(started).toHaveLength(2);
    const taken = await Promise.all([idle.take(), idle.take()]);
    expect(new Set(taken)).toEqual(new Set(started));
  });

  test('asks a thread to end that had no work for a minute', async () => {
    const idle = threads();
    idle.putBack(await idle.take());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(started[0]?.ended).toBe(1);
    expect(await idle.take()).toBe(started[1]);
  });

  test('says why no thread can be started, and tries again', async () => {
    let tries = 0;
    const idle = new IdleThreads(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no code');
      return new FakeThread();
    });
    await expect(idle.take()).rejects.toThrow('no code');
    expect(await idle.take()).toBeInstanceOf(FakeThread);
  });

  test('ends what is idle when it is closed', async () => {
    const idle = threads();
    idle.warm(2);
    await idle.close();
    expect(started.map(({ ended }) => ended)).toEqual([1, 1]);
  });
});
