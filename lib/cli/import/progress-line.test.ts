import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { barProgress, durationWords, plainProgress, RateMeter } from './progress-line';

const half = { label: 'Uploading', done: 1_500_000_000, total: 3_000_000_000 };

describe('progress in words', () => {
  test('plain, with and without a speed', () => {
    expect(plainProgress(half, 50_000_000)).toBe('Uploading 50.0%: 1.5 GB of 3.0 GB, 50.0 MB/s, 0:30 left');
    expect(plainProgress(half, null)).toBe('Uploading 50.0%: 1.5 GB of 3.0 GB');
    expect(plainProgress(half, 0)).toBe('Uploading 50.0%: 1.5 GB of 3.0 GB, 0 B/s');
    expect(plainProgress({ label: 'Waiting', done: 0, total: 0 }, null)).toBe('Waiting …');
  });

  test('as a bar that fits the terminal', () => {
    expect(barProgress(half, 50_000_000, 120)).toBe(
      'Uploading [############------------]  50.0%  1.5 GB of 3.0 GB, 50.0 MB/s, 0:30 left',
    );
    expect(barProgress(half, 50_000_000, 50)).toBe('Uploading [############------------]  50.0%');
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 200 }), (done, total, columns) => {
        expect(barProgress({ label: 'Reading', done, total }, 1, columns).length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('durations', () => {
    expect([0, 9.6, 65, 3600, 7385].map(durationWords)).toEqual(['0:00', '0:10', '1:05', '1:00:00', '2:03:05']);
  });
});

describe('RateMeter', () => {
  test('tells the speed of the last seconds', () => {
    const meter = new RateMeter();
    expect(meter.bytesPerSecond).toBeNull();
    meter.add(0, 0);
    meter.add(100, 1000);
    expect(meter.bytesPerSecond).toBeNull();
    meter.add(1000, 1000);
    expect(meter.bytesPerSecond).toBe(1000);
    for (let second = 2; second <= 20; second += 1) meter.add(second * 1000, 1000);
    expect(meter.bytesPerSecond).toBe(0);
  });

  test('begins anew where the count falls back', () => {
    const meter = new RateMeter();
    meter.add(0, 0);
    meter.add(1000, 5000);
    meter.add(2000, 10);
    expect(meter.bytesPerSecond).toBeNull();
  });
});
