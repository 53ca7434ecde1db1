import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { handleTus, listUnfinishedUploads } from '@/lib/api/tus-uploads';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listUploads, () => listUnfinishedUploads());
export { handleTus as OPTIONS, handleTus as POST };
