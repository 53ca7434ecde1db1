import { describe, expect, test } from 'vitest';

import { ProgressPrinter } from './progress-printer';

function printerTo(isTTY: boolean) {
  const written: string[] = [];
  const clock = { timeMs: 0 };
  const output = { isTTY, columns: 100, write: (text: string) => written.push(text) };
  return { printer: new ProgressPrinter(output, () => clock.timeMs), written, clock };
}

describe('ProgressPrinter', () => {
  test('away from a terminal: a line every tenth or every five seconds, and no commands', () => {
    const { printer, written, clock } = printerTo(false);
    for (let done = 0; done <= 100; done += 1) {
      clock.timeMs += 10;
      printer.show({ label: 'Reading', done, total: 100 });
    }
    expect(written).toHaveLength(11);
    clock.timeMs += 5000;
    printer.show({ label: 'Reading', done: 100, total: 100 });
    expect(written).toHaveLength(12);
    printer.clear();
    expect(written.every((line) => /^Reading .*\n$/.test(line) && !line.includes('\u001B'))).toBe(true);
  });

  test('on a terminal: one line, redrawn at most ten times a second, and taken away', () => {
    const { printer, written, clock } = printerTo(true);
    for (let done = 0; done <= 100; done += 1) {
      clock.timeMs += 10;
      printer.show({ label: 'Reading', done, total: 100 });
    }
    expect(written.length).toBeLessThanOrEqual(11);
    expect(written.join('')).not.toContain('\n');
    printer.clear();
    expect(written.at(-1)).toBe('\r\u001B[2K');
    printer.clear();
    expect(written.filter((text) => text === '\r\u001B[2K')).toHaveLength(1);
  });

  test('a new label is shown at once', () => {
    const { printer, written } = printerTo(false);
    printer.show({ label: 'Waiting', done: 0, total: 0 });
    printer.show({ label: 'Reading', done: 0, total: 10 });
    expect(written).toEqual(['Waiting …\n', 'Reading 0.0%: 0 B of 10 B\n']);
  });
});
