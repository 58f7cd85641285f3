/** Checks the style of nodes/ that ESLint does not: the length of functions, and one word for one thing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';

import { sourceFiles } from '../support/imports';
import { root } from '../support/package';

const MAX_LINES = 60;

/** Names that nodes/ does not use, since docs/architecture.md has a clearer term or a noun says more. */
const REPLACED_NAMES = new Set(
	`
	reads isRead repeatable mayRepeat leavesOpen unsent doubt tellsNothing isGone mayBeDone
	answer answers Answer NoAnswer Exchange createExchange connectionFailure wordsOf Sent HowToSend stillWanted
	heldBack sending valueOf walk Walked walked walks readSteps readForEditor errorOf offsetOf vendorTime
	turn turns Turn createTurns turnsForOthers Lane Gate isGuess isCautious isNews surprise underWay longestWait pump
	admit again
	keptApart isNamed notRead notThere RunSoFar soFar Settle endDoubts undecided Undecided Entry Ended endedBefore
	chosenOperation tellWait tellDoubts
	cleanSecret spellings guarded testRules checkedBaseUrl
	howMany limitOf picked untyped within upTo
	filtered matching searched paged whole
	wasDone createdIn keyOfTexts rowOfEach Telling agrees notTold spending unlessConnected unlessSent nested shownFor
	fieldsByChoice ofAll ofRecord oneContact oneCall
	Kept Memory memoryOf isRight tried removeAt Seen createSeen hasBegunElsewhere
	Watch lookFor foundIn keptAfter waitedFor Told Untold tell
	told kept seen found given wanted known left one other others at which who how more named
	`
		.trim()
		.split(/\s+/),
);

/** Names that are part of what users or n8n's database have: an output property, a stored key, an option's value. */
const PUBLISHED_NAMES = [
	/^nodes\/LeadLex\/api\/bulkDelete\.ts:\d+ found$/,
	/^nodes\/LeadLex\/trigger\/staticData\.ts:\d+ seen$/,
	/^nodes\/LeadLex\/(fields\/attachments|resources\/note\/fields)\.ts:\d+ other$/,
];

/** Constants say MAX_, MIN_ or DEFAULT_. */
const REPLACED_PREFIX = /^(LONGEST|MOST|LARGEST|SHORTEST|FARTHEST|KEPT)_|^LATEST$/;

const sources = sourceFiles('nodes').map((file) =>
	ts.createSourceFile(
		file,
		readFileSync(path.join(root, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	),
);

/** Returns `file:line` of a node. */
function locationOf(node: ts.Node): string {
	const source = node.getSourceFile();
	const { line } = source.getLineAndCharacterOfPosition(node.getStart());
	return `${source.fileName}:${line + 1}`;
}

/** Returns a node and everything below it. Comments are not part of the tree. */
function* nodesIn(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesIn(child);
}

function linesOf(node: ts.Node): number {
	const source = node.getSourceFile();
	const [start, end] = [node.getStart(), node.getEnd()].map(
		(position) => source.getLineAndCharacterOfPosition(position).line,
	);
	return end - start + 1;
}

/** Whether a node is a name, except the `member` in `object.member`: its declaration is checked instead. */
const isName = (node: ts.Node): node is ts.Identifier =>
	ts.isIdentifier(node) &&
	!(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node);

describe('nodes/', () => {
	test(`has no function of more than ${MAX_LINES} lines`, () => {
		const functions = sources
			.flatMap((source) => [...nodesIn(source)])
			.filter((node) => ts.isFunctionLike(node) && 'body' in node);
		expect(functions.length).toBeGreaterThan(500);
		const tooLong = functions.filter((node) => linesOf(node) > MAX_LINES);
		expect(tooLong.map((node) => `${locationOf(node)} has ${linesOf(node)} lines`)).toEqual([]);
	});

	test('uses one name for one thing', () => {
		const names = sources.flatMap((source) => [...nodesIn(source)].filter(isName));
		expect(names.length).toBeGreaterThan(5000);
		const replaced = names.filter(
			({ text }) => REPLACED_NAMES.has(text) || REPLACED_PREFIX.test(text),
		);
		const places = new Set(replaced.map((name) => `${locationOf(name)} ${name.text}`));
		const isPublished = (place: string) => PUBLISHED_NAMES.some((name) => name.test(place));
		expect([...places].filter((place) => !isPublished(place))).toEqual([]);
	});
});
