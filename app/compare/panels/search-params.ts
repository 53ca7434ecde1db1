import { createLoader } from 'nuqs/server';
import { panelParsers } from '@/components/compare/panel-parsers';

/** What the server reads of the address beside the comparison itself. */
export const loadPanelSearchParams = createLoader(panelParsers);
