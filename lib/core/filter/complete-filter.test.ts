import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { completeFilter, wordOption } from './complete-filter';
import { FILTER_FIELDS } from './filter-fields';
import { parseFilter } from './parse-filter';

/** Completes at the `|` of a text. */
function complete(marked: string) {
  const caret = marked.indexOf('|');
  return completeFilter(marked.replace('|', ''), caret);
}

function labels(marked: string): readonly string[] {
  return complete(marked)?.options.map(({ label }) => label) ?? [];
}

describe('completeFilter', () => {
  it('offers fields where a condition may begin, and operators behind one', () => {
    expect(labels('|')).toContain('outcome:');
    expect(labels('|')).not.toContain('OR');
    expect(labels('step:1 |')).toEqual(expect.arrayContaining(['outcome:', 'AND', 'OR', 'NOT']));
    expect(labels('step:1 OR |')).not.toContain('AND');
    expect(labels('-(|')).toContain('outcome:');
    expect(labels('advantage|')).toEqual(['advantagegrpo:', 'advantageegrpo:']);
    expect(labels('question|')).toEqual(['question:~', 'question:']);
    expect(labels('toolc|')).toEqual(['tools:']);
  });

  it('offers the values of a field, also behind a comma and inside brackets', () => {
    expect(complete('outcome:near|')).toMatchObject({ from: 8, to: 12, options: [{ insert: 'near_miss' }] });
    expect(labels('(outcome:correct,pa|')).toEqual(['partial']);
    expect(labels('sign:|')).toEqual(['flipped']);
    expect(labels('note:|')).toEqual(['any', 'none']);
    expect(labels('nothing:|')).toEqual([]);
  });

  it('says of which field the run has to be asked, and what stands there', () => {
    expect(complete('entity:Tit|')).toMatchObject({ wordsOf: 'entity', prefix: 'Tit', from: 7, to: 10 });
    expect(complete('missing:"James C|')).toMatchObject({ wordsOf: 'missing', prefix: 'James C', from: 8, to: 16 });
    expect(complete('seen:"a","b|')).toMatchObject({ wordsOf: 'seen', prefix: 'b', from: 9 });
    expect(complete('entity:"a"|')).toBeNull();
    expect(complete('"a text|')).toBeNull();
    expect(complete('(entity:a)|')).toBeNull();
    expect(complete('(entity:a)ste|')).toMatchObject({ wordsOf: null, prefix: 'ste' });
  });

  it('replaces the whole word that the caret stands in', () => {
    expect(complete('outcome:ne|ar_mis step:1')).toMatchObject({ from: 8, to: 16, prefix: 'ne' });
  });

  it('quotes words that would not stay one', () => {
    expect(wordOption('James "Jim" Cameron', '').insert).toBe(String.raw`"James \"Jim\" Cameron"`);
    expect(wordOption('none', '').insert).toBe('"none"');
    expect(wordOption('time_out-2', '').insert).toBe('time_out-2');
  });

  it('never throws, and replaces a part of the text that ends at or behind the caret', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat({ max: 40 }), (text, at) => {
        const caret = Math.min(at, text.length);
        const found = completeFilter(text, caret);
        if (found === null) return;
        expect(found.from).toBeLessThanOrEqual(caret);
        expect(found.to).toBeGreaterThanOrEqual(caret);
        expect(found.to).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('FILTER_FIELDS', () => {
  it.each(FILTER_FIELDS.map((field) => field.example))('the example %s can be read', (example) => {
    expect(parseFilter(example)).toMatchObject({ kind: 'filter' });
  });
});
