import { describe, expect, it } from 'vitest';

import { csvLine } from './csv';

describe('csvLine', () => {
  it('quotes what must be quoted, and nothing else', () => {
    expect(csvLine(['a', 'b,c', 'd "e"', 'f\ng', ''])).toBe('a,"b,c","d ""e""","f\ng",\r\n');
  });

  it('leaves null empty and numbers as they are, negative ones too', () => {
    expect(csvLine([null, -2, 0.1, true])).toBe(',-2,0.1,true\r\n');
  });

  it.each(['=1+1', '+1', '-cmd', '@SUM(A1)', '\tx', '\rx'])('does not let a spreadsheet run %j', (text) => {
    expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('makes a formula safe inside quotes as well', () => {
    expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
  });
});
