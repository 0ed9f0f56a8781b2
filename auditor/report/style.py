"""The style of the HTML report: for a screen and for paper, with colours that keep WCAG AA and shapes beside colours."""

from typing import Final

STYLE: Final = """
:root{--ink:#17212b;--muted:#525d69;--line:#d8dee5;--ground:#f3f5f7;--paper:#fff;--accent:#0b4f8a;
--pass:#2f7d57;--fail:#a3162a;--flag:#b86e00;--unknown:#7d8896;--erased:#5b3b9b}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:.94rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",
"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
.page{max-width:78rem;margin:0 auto;padding:0 1.5rem 2.5rem}
.banner{padding:.6rem 1rem;background:#ffe68a;border-bottom:3px solid #17212b;font-weight:700;text-align:center}
header{background:#0d2b45;color:#fff}
header .page{padding-top:1.9rem;padding-bottom:4.4rem}
header h1{font-size:1.75rem;line-height:1.25;font-weight:700;letter-spacing:.01em}
header p{margin-top:.4rem;color:#cfdbe6}
main.page{margin-top:-3rem}
.tiles{display:grid;grid-template-columns:2.2fr 1fr 1fr 1.3fr;gap:1rem}
.tile,.card{background:var(--paper);border:1px solid var(--line);border-radius:.7rem;padding:1.05rem 1.25rem}
.tile b{display:block;font-size:1.7rem;line-height:1.25;font-variant-numeric:tabular-nums}
.line{display:block}
.tile span,.hint{color:var(--muted);font-size:.9rem}
.verdict{border-left:.55rem solid var(--unknown)}
.verdict b{font-size:1.35rem}
.verdict.is-clean{border-left-color:var(--pass)}
.verdict.is-findings{border-left-color:var(--fail)}
.counts{display:flex;flex-wrap:wrap;gap:.35rem .5rem;margin-top:.55rem;list-style:none}
section{margin-top:1.9rem}
h2{font-size:1.2rem;line-height:1.35;font-weight:700;margin-bottom:.2rem}
h3{font-size:1rem;font-weight:650}
.hint{margin-bottom:.8rem}
.rules{columns:2;column-gap:2.2rem;list-style:none}
.rules li{break-inside:avoid;display:grid;grid-template-columns:2.7rem 1fr 11rem 5.2rem;gap:.6rem;align-items:center;padding:.24rem 0;
border-bottom:1px solid #edf0f3;font-size:.92rem;line-height:1.35}
.rules .no{font-variant-numeric:tabular-nums;color:var(--muted)}
.rules .far{color:var(--accent);font-weight:700}
.rules .told{font-size:.82rem;text-align:right;font-variant-numeric:tabular-nums;color:var(--muted);line-height:1.25}
.rules .told .bad{color:var(--fail);font-weight:700}.rules .told .odd{color:#8a5200;font-weight:700}
svg{display:block}
.bar{width:100%;height:.75rem;border-radius:3px;overflow:hidden}
.strip{width:12rem;max-width:100%;height:.75rem;border-radius:2px;overflow:hidden}
.o-pass{fill:#b9d9c8}.o-fail{fill:var(--fail)}.o-flag{fill:#e09a2b}.o-unknown{fill:#8d97a3}.o-erased{fill:var(--erased)}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.charts .wide{grid-column:1/-1}
.chart{width:100%;height:auto;margin-top:.5rem}
.wide .chart{max-width:54rem}
.chart text{font-size:12px;fill:var(--ink)}.chart .axis{fill:var(--muted);font-size:11px}
.middle{text-anchor:middle}.end{text-anchor:end}
.track{fill:#e9edf1}.fill{fill:#5b86ad}.fill.above{fill:#b86e00}.fill.below{fill:#2f6e9f}.fill.late{fill:var(--fail)}
.ground{stroke:#98a3af;stroke-width:1}.mean{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.82rem;font-weight:650;border:1px solid;white-space:nowrap}
.chip.c-fail{color:#fff;background:var(--fail);border-color:var(--fail)}
.chip.c-flag{color:#6b3f00;background:#fdeccb;border-color:#d99a35}
.chip.c-unknown{color:#46515e;background:#e9edf1;border-color:#a6b0bb}
.chip.c-erased{color:var(--erased);background:#efeaf7;border-color:#b3a0d6}
.chip.c-pass{color:#1d5c3e;background:#e3f1e9;border-color:#8fc3a8}
.found{margin-top:.8rem;break-inside:avoid-page}
.found header,.found header p{background:none;color:inherit}
.head{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;align-items:baseline;padding-bottom:.55rem;border-bottom:1px solid var(--line)}
.head .meta{color:var(--muted);font-size:.9rem}
code,.id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em}
.found ul{list-style:none}
.found li.item{display:grid;grid-template-columns:5.6rem 1fr;gap:.7rem;padding:.55rem 0;border-bottom:1px solid #edf0f3}
.found li.item:last-child{border-bottom:0;padding-bottom:0}
.found .why li{margin-top:.15rem}
.found .where{color:var(--muted);font-size:.85rem}
table{width:100%;border-collapse:collapse;font-size:.9rem;background:var(--paper)}
th{text-align:left;font-weight:650;color:var(--muted);font-size:.85rem;padding:.4rem .6rem;border-bottom:2px solid var(--line);white-space:nowrap}
td{padding:.34rem .6rem;border-bottom:1px solid #edf0f3;vertical-align:middle}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
thead{display:table-header-group}tr{break-inside:avoid}
.basis{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;font-size:.92rem}
.basis dt{color:var(--muted)}
.key{display:grid;grid-template-columns:max-content 1fr;gap:.35rem .8rem;align-items:baseline;font-size:.92rem}
.two{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
footer{margin-top:2rem;color:var(--muted);font-size:.85rem}
@media screen and (max-width:60rem){.tiles,.charts,.two{grid-template-columns:1fr 1fr}.verdict{grid-column:1/-1}.rules{columns:1}.charts>*{grid-column:1/-1}}
@media screen and (max-width:40rem){.page{padding-left:1rem;padding-right:1rem}.tiles,.two{grid-template-columns:1fr}.rules li{grid-template-columns:2.4rem 1fr 4.5rem}
.rules .bar{display:none}.found li.item{grid-template-columns:1fr}.list{overflow-x:auto}}
@page{size:A4;margin:14mm 13mm}
@media print{html{font-size:9.6px}body{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{max-width:none;padding:0}header{background:none;color:var(--ink);border-bottom:2px solid var(--ink)}header .page{padding:.8rem 0 .7rem}
header p{color:var(--muted)}main.page{margin-top:.9rem}.tile,.card{border-radius:0}section{margin-top:1.5rem}h2,h3{break-after:avoid}
.rules{column-gap:1.6rem}.rules li{grid-template-columns:2.4rem 1fr 6.5rem 5rem}.charts>*{break-inside:avoid}.strip{width:9rem}}
"""
