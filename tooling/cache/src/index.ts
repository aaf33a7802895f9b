export { startCacheServer, type CacheServer } from './start-cache-server.ts';
