/**
 * Breaks a text into lines between words, since SVG breaks none by itself. A word longer than a line is cut.
 *
 * @param widthPx room for a line
 * @param letterPx width of a letter, on average; a letter is taken for about 0.56 of the font's size
 */
export function wrapText(text: string, widthPx: number, letterPx: number): readonly string[] {
  const most = Math.max(1, Math.floor(widthPx / letterPx));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    for (const piece of piecesOf(word, most)) {
      if (line !== '' && line.length + 1 + piece.length > most) {
        lines.push(line);
        line = piece;
      } else {
        line = line === '' ? piece : `${line} ${piece}`;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

function piecesOf(word: string, most: number): readonly string[] {
  const letters = Array.from(word);
  const pieces = Math.ceil(letters.length / most);
  return Array.from({ length: pieces }, (_, at) => letters.slice(at * most, (at + 1) * most).join(''));
}
