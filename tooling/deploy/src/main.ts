#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runMain } = await import('./terminal/run-main.ts');
await runMain(() => new Date());
