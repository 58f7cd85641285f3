const { execFileSync } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');

require('tsx/cjs');
const manifest = require('./package.json');
const { assemble, assembleMirror, pack, providerPackages } = require('./tools/packages');
const { BUILT_FROM, listSources, markAsBuilt } = require('./tools/packages/built');

const TARBALLS = 'tarballs';
const MIRRORS = 'mirrors';

async function clean() {
	await rm(BUILT_FROM, { force: true });
	await rm('dist', { recursive: true, force: true });
}

let sources = '';
const noteSources = async () => {
	sources = listSources(__dirname);
};

/** Lets the tools know that they need not build again. */
const markBuilt = async () => markAsBuilt(__dirname, sources);

async function compile() {
	execFileSync(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
		{
			stdio: 'inherit',
		},
	);
}

const EMPTY_MODULE =
	'"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';

/** Removes the files of modules that only have types: they are empty and nothing loads them. */
async function typeModules() {
	for (const file of await readdir('dist', { recursive: true })) {
		if (!file.endsWith('.js')) continue;
		const path = join('dist', file);
		if ((await readFile(path, 'utf8')) === EMPTY_MODULE) await rm(path);
	}
}

/** Copies icons and codex files (`*.node.json`) beside the compiled node, where n8n looks for them. */
const assets = () =>
	src(['nodes/**/*.{svg,json}', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);

/** Adds all actions to the aliases, since n8n's nodes panel searches names and aliases only. */
async function aliases() {
	for (const file of manifest.n8n.nodes) {
		const [Node] = Object.values(require(`./${file}`));
		const operations = new Node().description.properties.filter(({ name }) => name === 'operation');
		const actions = operations.flatMap(({ options }) => options.map(({ action }) => action));
		const codexFile = file.replace(/\.js$/, '.json');
		const codex = JSON.parse(await readFile(codexFile, 'utf8'));
		codex.alias.push(...actions);
		await writeFile(codexFile, JSON.stringify(codex));
	}
}

/** Assembles one package per provider. The package with all providers is the repository itself. */
const packages = async () => providerPackages.forEach(assemble);

const tarballs = async () => pack(TARBALLS);

/** Assembles what a release pushes to the repository of each provider's package. */
const mirrors = async () =>
	providerPackages.forEach((each) => assembleMirror(each, `${MIRRORS}/${each.name}`));

exports.clean = clean;
exports.build = series(
	clean,
	noteSources,
	parallel(series(compile, typeModules), assets),
	aliases,
	packages,
	markBuilt,
);
exports.tarballs = series(exports.build, tarballs, mirrors);
exports.default = exports.build;
