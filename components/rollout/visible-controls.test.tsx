import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { VisibleText, withVisibleControls } from './visible-controls';

const CONTROLS = Array.from('\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069');

test('every control becomes one sign, in its place, and nothing else changes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...CONTROLS), fc.string({ unit: 'binary' }))), (pieces) => {
      const text = pieces.join('');
      const shown = withVisibleControls(text);
      expect(shown).toHaveLength(text.length);
      for (let at = 0; at < text.length; at += 1) {
        expect(shown[at]).toBe(CONTROLS.includes(text[at] ?? '') ? '\uFFFD' : text[at]);
      }
    }),
  );
});

test('a name that is written backwards reads as it is stored, and says why', () => {
  const html = renderToStaticMarkup(<VisibleText text={'a\u202Egro.live\u202C b'} />);
  expect(html.replace(/<[^>]*>/g, '')).toBe('a\uFFFDgro.live\uFFFD b');
  expect(html).toContain('data-tip="Hidden character U+202E: right-to-left override"');
  expect(renderToStaticMarkup(<VisibleText text="עברית" />)).toBe('עברית');
});
