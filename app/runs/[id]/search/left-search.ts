import { brokenOff, type SearchView } from './search-view';

/** A search that was left for one of its hits. */
interface LeftSearch {
  /** Path and query of its page. */
  readonly page: string;
  /** The call of the API that was answered. */
  readonly address: string;
  readonly view: SearchView;
  /** The hit that was followed, as its link names it. */
  readonly hit: string;
  /** How far the page was scrolled, in pixels. */
  readonly scrollY: number;
}

let left: LeftSearch | null = null;
let isReturn = false;
let isListening = false;

const pageAddress = (): string => `${location.pathname}${location.search}`;

/** Back and Forward lead to the page that was left where its address is there again. */
function noticeReturns(): void {
  if (isListening) return;
  isListening = true;
  const notice = () => {
    isReturn = pageAddress() === left?.page;
  };
  // In the capture phase: the router draws the page in its own listener.
  window.addEventListener('popstate', notice, { capture: true });
}

/** Keeps what was found, for the way back. One that still runs ends here, and says so when it is shown again. */
export function leaveSearch(address: string, view: SearchView, hit: string): void {
  noticeReturns();
  isReturn = false;
  left = { page: pageAddress(), address, view: brokenOff(view, 'cancelled', null), hit, scrollY: window.scrollY };
}

/** The search that was left, where the browser's Back or Forward leads to it again; null on any other way. */
export function returnedSearch(address: string | null): LeftSearch | null {
  return isReturn && left?.address === address ? left : null;
}

/** The page was shown again: what was found is kept no longer. */
export function forgetLeftSearch(): void {
  left = null;
  isReturn = false;
}
