import type { Definitions } from '@/lib/core/rewards/definitions';

import type { Paging } from './paging';
import type { Page } from './schemas/common';
import type { GroupDetail, GroupItem } from './schemas/group';

export interface GroupListRequest extends Paging {
  readonly definitions: Definitions;
  readonly sort: string;
}
export function listGroups(_runId: number, _request: GroupListRequest): Promise<Page<GroupItem>> {
  throw new Error('not built yet');
}
export function readGroup(_runId: number, _groupNo: number, _definitions: Definitions): Promise<GroupDetail> {
  throw new Error('not built yet');
}
