import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeHtmlReferences } from './html-references';

test.each([
  ['BB&amp;T Center', 'BB&T Center'],
  ['&quot;Weird Al&quot; Yankovic', '"Weird Al" Yankovic'],
  ['O&#39;Neil &#x2019; &#X41;', 'O\u0027Neil ’ A'],
  ['Bront&euml;, Garc&iacute;a, &Oslash;rsted, Stra&szlig;e', 'Brontë, García, Ørsted, Straße'],
  ['&amp;amp;', '&amp;'],
  ['AT&T; R&B', 'AT&T; R&B'],
  ['&unknown; &bacute; &qring;', '&unknown; &bacute; &qring;'],
  ['&#0; &#55296; &#x110000; &#9999999;', '&#0; &#55296; &#x110000; &#9999999;'],
  ['no reference', 'no reference'],
])('%j reads %j', (text, expected) => {
  expect(decodeHtmlReferences(text)).toBe(expected);
});

test('a text that is written with references reads as itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');
      expect(decodeHtmlReferences(written)).toBe(text);
    }),
  );
});
