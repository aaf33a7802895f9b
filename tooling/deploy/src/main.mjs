#!/usr/bin/env node
// JavaScript, and nothing else in it: to strip its types Node would load a compiler before there is a
// cache that spares it, at each start.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./main.ts');
