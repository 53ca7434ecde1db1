/** A dialog fades out for a moment after it was closed, and holds the focus until it is gone. */
function isOpenDialog(dialog: HTMLElement): boolean {
  return dialog.style.opacity !== '0';
}

/** True where a key press belongs to the element it happened in (typing, sliders) or to a shortcut of the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest('input:not([type="checkbox"]), textarea, select, [role="slider"]') !== null) return true;
  const dialog = target.closest<HTMLElement>('dialog, [role="dialog"]');
  return dialog !== null && isOpenDialog(dialog);
}
