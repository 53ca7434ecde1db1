type Task = () => void;

/** Left of an idle stretch, a further task may begin. */
const ENOUGH_MS = 6;
const waiting = new Set<Task>();
let isScheduled = false;

function runSome(hasTime: () => boolean): void {
  isScheduled = false;
  for (const task of waiting) {
    waiting.delete(task);
    task();
    if (!hasTime()) break;
  }
  if (waiting.size > 0) schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  // Safari has no idle callbacks: there each task is a turn of the event loop of its own.
  if (typeof requestIdleCallback === 'function') {
    requestIdleCallback((deadline) => runSome(() => deadline.timeRemaining() > ENOUGH_MS), { timeout: 500 });
  } else setTimeout(() => runSome(() => false), 0);
}

/** Runs a task once the browser has nothing better to do, in the order they were given. Returns how to call it off. */
export function whenIdle(task: Task): () => void {
  waiting.add(task);
  schedule();
  return () => waiting.delete(task);
}
