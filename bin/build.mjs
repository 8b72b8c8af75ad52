// Brings dist/ up to date with the sources: transpiles what changed, removes what is gone. Types are for `npm run types`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const sourceFolders = ['src', 'migrations', 'bench'];

/**
 * Makes `<root>/dist` equal to the sources of `<root>`, and answers with the number of files written. A file whose size
 * and time of change are those of the last build is not read. Two builds at once are safe: every file appears whole.
 * Throws an Error naming file, line and mistake when a source cannot be read as TypeScript.
 */
export function build(root = home) {
  const dist = join(root, 'dist');
  const stampFile = join(dist, 'build.json');
  const maker = makerHash();
  const last = readStamp(stampFile, maker);
  const sources = sourceFolders.flatMap((folder) => listSources(root, folder));
  const stale = sources.filter((source) => last[source.name] !== source.stamp || !exists(outputOf(dist, source.name)));
  const known = new Set(sources.map((source) => outputOf(dist, source.name)));
  const orphans = sourceFolders.flatMap((folder) => listFiles(join(dist, folder))).filter((file) => !known.has(file));
  if (stale.length === 0 && orphans.length === 0) return 0;

  const transpile = stale.length > 0 ? transpiler() : undefined;
  for (const source of stale) writeWhole(outputOf(dist, source.name), transpile(source));
  for (const orphan of orphans) if (!orphan.endsWith('.part')) rmSync(orphan, { force: true });
  const stamps = Object.fromEntries(sources.map((source) => [source.name, source.stamp]));
  writeWhole(stampFile, JSON.stringify({ maker, stamps }));
  return stale.length;
}

function makerHash() {
  const { version } = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve('typescript/package.json'), 'utf8'),
  );
  return createHash('sha256')
    .update(version)
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
}

function readStamp(file, maker) {
  try {
    const stamp = JSON.parse(readFileSync(file, 'utf8'));
    return stamp.maker === maker ? stamp.stamps : {};
  } catch {
    return {};
  }
}

function listSources(root, folder) {
  return listFiles(join(root, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) return [];
      const name = relative(root, file).split(sep).join('/');
      return [{ name, file, stamp: `${found.size}:${found.mtimeMs}` }];
    });
}

function listFiles(folder) {
  if (!exists(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function exists(file) {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function outputOf(dist, name) {
  return join(dist, name.replace(/\.ts$/, '.js'));
}

function transpiler() {
  const ts = createRequire(import.meta.url)('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    // CommonJS that leaves import() alone, as packages that are modules only need it.
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    isolatedModules: true,
  };
  return (source) => {
    const text = readFileSync(source.file, 'utf8');
    const made = ts.transpileModule(text, { compilerOptions, fileName: source.file, reportDiagnostics: true });
    const fault = made.diagnostics?.find((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error);
    if (!fault) return made.outputText;
    const line = fault.file ? fault.file.getLineAndCharacterOfPosition(fault.start ?? 0).line + 1 : 1;
    throw new Error(`${source.name}:${line}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`);
  };
}

function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text);
  renameSync(part, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`dist/ is up to date (${build(process.argv[2] ?? home)} written).`);
}
