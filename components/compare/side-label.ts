export { sideLabel } from '@/lib/core/compare-runs/side-label';
