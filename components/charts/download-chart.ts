/** A colour of a chart, as CSS, and what it means. */
export interface ColourKey {
  readonly label: string;
  readonly colour: string;
}

/** What is written around a downloaded chart, so that the picture explains itself. */
interface Caption {
  readonly title: string;
  readonly basis: string;
  readonly fileName: string;
  /** What each colour means. */
  readonly colourKey: readonly ColourKey[];
}

const INLINED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
] as const;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
const CAPTION_HEIGHT_PX = 44;
const KEY_HEIGHT_PX = 20;
const KEY_LETTER_PX = 6;
const PIXELS_PER_UNIT = 2;

function inlineStyles(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  for (const property of INLINED) to.setAttribute(property, computed.getPropertyValue(property));
  for (const name of ['class', 'style', 'href', 'tabindex', 'data-tip']) to.removeAttribute(name);
  [...from.children].forEach((child, index) => {
    const copy = to.children[index];
    if (copy !== undefined) inlineStyles(child, copy);
  });
}

function textLine(text: string, y: number, size: number, fill: string): SVGTextElement {
  const line = document.createElementNS(SVG_NAMESPACE, 'text');
  const attributes = { x: '8', y: String(y), 'font-size': String(size), 'font-family': 'sans-serif', fill };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
  line.textContent = text;
  return line;
}

/** The colours of the chart and their meaning, in one line. Colours are resolved, since a picture has no theme. */
function colourLine(key: readonly ColourKey[], y: number, text: string): SVGGElement {
  const line = document.createElementNS(SVG_NAMESPACE, 'g');
  const probe = document.createElement('span');
  document.body.append(probe);
  let x = 8;
  for (const { label, colour } of key) {
    probe.style.color = colour;
    const square = document.createElementNS(SVG_NAMESPACE, 'rect');
    const attributes = { x, y: y - 9, width: 10, height: 10, fill: getComputedStyle(probe).color };
    for (const [name, value] of Object.entries(attributes)) square.setAttribute(name, String(value));
    const words = textLine(label, y, 10, text);
    words.setAttribute('x', String(x + 15));
    line.append(square, words);
    x += 34 + label.length * KEY_LETTER_PX;
  }
  probe.remove();
  return line;
}

/** The chart as a picture that stands alone: colours resolved, on the page's surface, with its caption above. */
function standalone(svg: SVGSVGElement, caption: Caption) {
  const { width, height } = svg.getBoundingClientRect();
  const page = getComputedStyle(document.documentElement);
  const outer = document.createElementNS(SVG_NAMESPACE, 'svg');
  const captionHeight = CAPTION_HEIGHT_PX + (caption.colourKey.length > 0 ? KEY_HEIGHT_PX : 0);
  const fullHeight = height + captionHeight;
  outer.setAttribute('xmlns', SVG_NAMESPACE);
  outer.setAttribute('width', String(width));
  outer.setAttribute('height', String(fullHeight));
  const surface = document.createElementNS(SVG_NAMESPACE, 'rect');
  surface.setAttribute('width', '100%');
  surface.setAttribute('height', '100%');
  surface.setAttribute('fill', page.getPropertyValue('--surface').trim());
  const copy = document.createElementNS(SVG_NAMESPACE, 'g');
  copy.setAttribute('transform', `translate(0 ${captionHeight})`);
  const drawing = svg.cloneNode(true);
  copy.append(drawing);
  if (drawing instanceof Element) inlineStyles(svg, drawing);
  outer.append(
    surface,
    textLine(caption.title, 18, 14, page.getPropertyValue('--text').trim()),
    textLine(caption.basis, 34, 10, page.getPropertyValue('--text-muted').trim()),
    colourLine(caption.colourKey, 52, page.getPropertyValue('--text').trim()),
    copy,
  );
  return { text: new XMLSerializer().serializeToString(outer), width, height: fullHeight };
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function downloadText(text: string, fileName: string, type: string): void {
  save(new Blob([text], { type: `${type};charset=utf-8` }), fileName);
}

export function downloadSvg(svg: SVGSVGElement | null, caption: Caption): void {
  if (svg !== null) downloadText(standalone(svg, caption).text, `${caption.fileName}.svg`, 'image/svg+xml');
}

/** The chart as PNG at twice its size on the screen. */
export async function downloadPng(svg: SVGSVGElement | null, caption: Caption): Promise<void> {
  if (svg === null) return;
  const { text, width, height } = standalone(svg, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * PIXELS_PER_UNIT);
  canvas.height = Math.ceil(height * PIXELS_PER_UNIT);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
  context.drawImage(image, 0, 0);
  canvas.toBlob((blob) => {
    if (blob !== null) save(blob, `${caption.fileName}.png`);
  });
}
