import { handleTus } from '@/lib/api/tus-uploads';

export const dynamic = 'force-dynamic';

export { handleTus as DELETE, handleTus as HEAD, handleTus as OPTIONS, handleTus as PATCH };
