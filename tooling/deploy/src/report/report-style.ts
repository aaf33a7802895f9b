/** Light and dark, as the reader has it. Text on each colour has a contrast of 4.5 at least. */
export const reportStyle = `
:root{color-scheme:light dark;--ground:#fff;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;
--own:#b6e3ff;--shared:#aceebb;--npm:#fddf68;--installed:#d1d9e0;--tile-text:#1f2328}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#f0f6fc;--muted:#9198a1;--line:#3d444d;
--own:#0c4a8a;--shared:#14572a;--npm:#634d00;--installed:#3d444d;--tile-text:#f0f6fc}}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main{max-width:1200px;margin:0 auto;padding:16px}
svg{display:block;width:100%;height:auto;font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.tile rect{stroke:var(--ground);stroke-width:1;fill:var(--installed)}.tile text{fill:var(--tile-text);pointer-events:none}
.tile.own rect{fill:var(--own)}.tile.shared rect{fill:var(--shared)}.tile.npm rect{fill:var(--npm)}
.depth-2 rect{fill-opacity:.82}.tile:hover>rect{stroke:var(--text)}a:focus-visible rect{stroke:var(--text);stroke-width:3}
.legend span{padding:2px 8px;border-radius:4px;color:var(--tile-text)}
.legend .own{background:var(--own)}.legend .shared{background:var(--shared)}.legend .npm{background:var(--npm)}.legend .installed{background:var(--installed)}
table{border-collapse:collapse;margin:12px 0;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:2px 16px 2px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th+th,td+td{text-align:right}summary{cursor:pointer;padding:6px 0}details{border-bottom:1px solid var(--line)}
p{color:var(--muted)}p.legend{display:flex;flex-wrap:wrap;gap:8px}
`;
