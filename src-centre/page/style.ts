/** The page's own style sheet: calm paper-white, ink blue, states always with a word and a shape. */
export const styleSheet = `
:root { color-scheme: light; --ink: #1f2933; --quiet: #52606d; --line: #d8d4c8; --paper: #faf9f5; --blue: #1d4f91;
  --good: #1b6b3a; --bad: #a12622; --wait: #7a4b00; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; padding: .6rem 1.5rem; background: #fff;
  border-bottom: 1px solid var(--line); }
header .title { font-weight: 600; margin-right: auto; color: var(--ink); text-decoration: none; }
header form { margin: 0; }
main { padding: 1rem 1.5rem 3rem; max-width: 90rem; margin: 0 auto; }
h1 { font-size: 1.4rem; margin: .4rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; }
a { color: var(--blue); }
nav.states { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: .8rem; }
nav.states a { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 3px; background: #fff; text-decoration: none; }
nav.states a[aria-current] { border-color: var(--blue); background: var(--blue); color: #fff; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: #fff; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding: .2rem 0; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: #f1efe7; font-weight: 600; white-space: nowrap; }
td.number { text-align: right; white-space: nowrap; }
td.whole { white-space: nowrap; }
.state { white-space: nowrap; font-weight: 600; }
.state.accepted, .state.passed { color: var(--good); }
.state.refused, .state.failed { color: var(--bad); }
.state.verified, .state.returned { color: var(--wait); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.notice { border-left: 4px solid var(--bad); background: #fff; padding: .5rem .9rem; margin: 0 0 1rem; }
.quiet { color: var(--quiet); }
input, select, textarea, button { font: inherit; color: inherit; }
input[type=text], select, textarea { border: 1px solid #8a94a0; border-radius: 3px; padding: .2rem .4rem; background: #fff; }
textarea { width: 100%; max-width: 60rem; }
button { border: 1px solid var(--blue); border-radius: 3px; background: var(--blue); color: #fff; padding: .35rem 1.1rem; cursor: pointer; }
button.second { background: #fff; color: var(--blue); }
button.plain { border: 0; background: none; color: var(--blue); padding: 0; text-decoration: underline; }
:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.actions { display: flex; gap: .8rem; margin-top: .8rem; }
`;
