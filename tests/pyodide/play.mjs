// Runs play.py under Pyodide: node play.mjs FOLDER-OF-THE-PROJECT FOLDER-OF-A-PYTHON-PACKAGE...
// Pyodide is the npm package, in the folder that PYODIDE names or in a node_modules above this file.
// What play.py prints goes to standard output; sizes and seconds go to standard error.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";

const [project, ...packages] = process.argv.slice(2);
const AT_HOME = new Set(["trainer/cli", "trainer/tui", "trainer/grading/training"]);
const NOT_PORTABLE = /^__pycache__$|\.(pyc|so|pyd|dylib|c|pyi)$/;
const APP = "/app";

const place = process.env.PYODIDE;
const { loadPyodide } = await import(place ? pathToFileURL(join(place, "pyodide.mjs")).href : "pyodide");

const seconds = {};
async function timed(name, work) {
  const began = performance.now();
  const result = await work();
  seconds[name] = Math.round(performance.now() - began) / 1000;
  return result;
}

let files = 0;
let bytes = 0;
function copyFile(python, from, to) {
  const content = readFileSync(from);
  python.FS.mkdirTree(to.slice(0, to.lastIndexOf("/")));
  python.FS.writeFile(to, content);
  files += 1;
  bytes += content.length;
}

function copyFolder(python, from, name) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const inside = `${name}/${entry.name}`;
    if (NOT_PORTABLE.test(entry.name) || AT_HOME.has(inside)) continue;
    if (entry.isDirectory()) copyFolder(python, join(from, entry.name), inside);
    else copyFile(python, join(from, entry.name), `${APP}/${inside}`);
  }
}

const python = await timed("load", () => loadPyodide());
await timed("copy", () => {
  for (const name of ["trainer", "scenarios"]) copyFolder(python, join(project, name), name);
  for (const folder of packages) copyFolder(python, folder, basename(folder));
  for (const name of ["tests/clocks.py", "tests/pyodide/play.py"])
    copyFile(python, join(project, name), `${APP}/${name}`);
});
python.runPython(`import sys; sys.path.insert(0, "${APP}")`);
const play = await timed("import", () => python.pyimport("tests.pyodide.play"));
console.log(await timed("play", () => play.told_of(`${APP}/scenarios`)));
console.error(JSON.stringify({ python: python.runPython("sys.version.split()[0]"), files, bytes, seconds }));
