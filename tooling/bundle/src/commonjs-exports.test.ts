import { expect, test } from 'vitest';
import { commonJsExports } from './commonjs-exports.ts';

const read = (source: string) => {
  const found = commonJsExports(source);
  return found && { ...found, names: [...found.names].sort() };
};

test.each([
  ['exports.handler = async () => 1'],
  ["exports['handler'] = async () => 1"],
  ['module.exports.handler = async () => 1'],
  ["module['exports'].handler = async () => 1"],
  ['module.exports = { handler: async () => 1 }'],
  ['module.exports = { async handler() {} }'],
  ["module.exports = { 'handler': () => 1 }"],
  ['exports = module.exports = { handler() {} }'],
  ['const handler = async () => 1; module.exports = { handler }'],
  ['const api = { handler() {} }; module.exports = api'],
  ['this.handler = () => 1'],
  ['(() => { exports.handler = 1 })()'],
  ['Object.assign(exports, { handler() {} })'],
  ['Object.assign(module.exports, { handler() {} })'],
  ["Object.defineProperty(exports, 'handler', { get: () => h })"],
  ['if (process.env.X) { exports.handler = 1 }'],
  ['0 && (module.exports = { handler })'],
  ['#!/usr/bin/env node\nexports.handler = 1'],
])('finds the handler in %s', (source) => {
  expect(read(source)).toEqual({ names: ['handler'], reexports: [], complete: true });
});

test('finds what TypeScript emits', () => {
  const source = `"use strict";
    var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
      Object.defineProperty(o, k2, { enumerable: true, get: function() { return m[k]; } });
    }) : (function(o, m, k, k2) { o[k2] = m[k]; }));
    var __exportStar = (this && this.__exportStar) || function(m, exports) {
      for (var p in m) if (!Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.fit = exports.handler = void 0;
    __exportStar(require("./more"), exports);
    const handler = async () => 1;
    exports.handler = handler;`;
  expect(read(source)).toEqual({
    names: ['fit', 'handler'],
    reexports: ['./more'],
    complete: true,
  });
});

test.each([
  ["module.exports = require('./h')"],
  ["module.exports = { ...require('./h') }"],
  ["Object.assign(exports, require('./h'))"],
  ["(0, tslib_1.__exportStar)(require('./h'), exports)"],
])('follows %s', (source) => {
  expect(read(source)).toEqual({ names: [], reexports: ['./h'], complete: true });
});

test.each([
  ['module.exports = async () => 1'],
  ['const handler = async () => 1; module.exports = handler'],
  ['class A {} module.exports = A'],
  ['exports = { handler() {} }'],
  ['module.exports = 1'],
  ['if (require.main === module) run()'],
  ["if (typeof exports === 'object' && typeof module !== 'undefined') {}"],
  ['function wrap(module, exports) { exports.handler = 1 }'],
  ['function wrap() { const exports = {}; exports.handler = 1 }'],
  ['function inner() { this.handler = 1 }'],
  ['console.log(exports.handler, module.id)'],
  [''],
])('is certain that %s exports nothing by name', (source) => {
  expect(read(source)).toEqual({ names: [], reexports: [], complete: true });
});

test.each([
  ['module.exports = make()'],
  ['module.exports = new App()'],
  ['exports[name] = 1'],
  ['module[key] = 1'],
  ['const e = exports; e.handler = 1'],
  ['register(exports)'],
  ['register(module)'],
  ['register(this)'],
  ['module.exports = { [name]: 1 }'],
  ['module.exports = { ...others }'],
  ['const api = {}; api.handler = 1; module.exports = api'],
  ['const api = {}; fill(api); module.exports = api'],
  ['eval(code)'],
  ['({ handler: exports.handler } = api)'],
  ['(function (root, make) { make(exports) })(this, function (e) { e.handler = 1 })'],
])('is not certain what %s exports', (source) => {
  expect(read(source)?.complete).toBe(false);
});

test('keeps what it knows of a source that may export more', () => {
  expect(read('_export(exports, { handler: () => handler })')).toEqual({
    names: ['handler'],
    reexports: [],
    complete: false,
  });
});

test('does not guess at a source that is no CommonJS', () => {
  expect(read('export const handler = 1')).toBeUndefined();
});
