import styles from './visible-controls.module.css';

/** Characters that change the order in which text is drawn, and are not drawn themselves. */
const CONTROLS: Readonly<Record<string, string>> = {
  '\u061C': 'Arabic letter mark',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u202A': 'left-to-right embedding',
  '\u202B': 'right-to-left embedding',
  '\u202C': 'end of an embedding or override',
  '\u202D': 'left-to-right override',
  '\u202E': 'right-to-left override',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'end of an isolate',
};
const CONTROL = /([\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069])/;
const EACH_CONTROL = new RegExp(CONTROL, 'g');
/** Stands where such a character stands, one for one, so that offsets stay right. */
const SIGN = '\uFFFD';

/** A text whose direction controls are visible signs, so that it reads as it is stored; of the same length. */
export function withVisibleControls(text: string): string {
  return text.replace(EACH_CONTROL, SIGN);
}

/** Whether a text has characters that `VisibleText` would show: most have none, and are drawn by thousands. */
export function hasControls(text: string): boolean {
  return CONTROL.test(text);
}

/** A text of a log with its direction controls as visible signs: they would falsify what is read. */
export function VisibleText({ text }: { readonly text: string }) {
  if (!hasControls(text)) return text;
  let start = 0;
  return text.split(CONTROL).map((piece) => {
    const key = start;
    start += piece.length;
    const name = CONTROLS[piece];
    if (name === undefined) return piece;
    const code = piece.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return (
      <span key={key} className={styles.control} data-tip={`Hidden character U+${code}: ${name}`}>
        {SIGN}
      </span>
    );
  });
}
