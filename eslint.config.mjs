import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import perfectionist from 'eslint-plugin-perfectionist';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The order of an operation's members: that of the interfaces in nodes/shared/operation/types.ts. */
const OPERATION_MEMBERS = [
	'value',
	'name',
	'action',
	'description',
	'notice',
	'properties',
	'autoMap',
	'record',
	'advice',
	'timeout',
	'parse',
	'selectsProperties',
	'safe',
	'sequenceKey',
	'bulk',
	'batch',
	'request',
	'file',
	'steps',
	'batchSteps',
	'output',
	'outcomes',
	'recordId',
	'lookUp',
	'followUp',
	'failure',
	'recover',
];

export default defineConfig(
	globalIgnores([
		'dist/',
		'coverage/',
		'node_modules/',
		'packages/*/dist/',
		'tarballs/',
		'mirrors/',
	]),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommendedTypeChecked],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			// n8n's IDataObject allows objects everywhere, so almost every String() would be reported
			'@typescript-eslint/no-base-to-string': 'off',
			// n8n's interfaces require promises
			'@typescript-eslint/require-await': 'off',
			// Operations are objects of functions that use no `this`
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: {
			...nodesBase.configs.nodes.rules,
			'@typescript-eslint/no-non-null-assertion': 'error',
			// Also in `n8n-node lint`
			'require-yield': 'error',
			// These require the literals that @n8n/community-nodes/node-connection-type-literal forbids
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['nodes/**/*.operation.ts'],
		plugins: { perfectionist },
		rules: {
			'perfectionist/sort-objects': [
				'error',
				{
					type: 'unsorted',
					groups: OPERATION_MEMBERS,
					customGroups: OPERATION_MEMBERS.map((member) => ({
						groupName: member,
						elementNamePattern: `^${member}$`,
					})),
					useConfigurationIf: {
						matchesAstSelector:
							'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[id.typeAnnotation] > ObjectExpression',
					},
				},
				// Every object other than the exported operation keeps its order
				{ type: 'unsorted' },
			],
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: {
			...nodesBase.configs.credentials.rules,
			// Only n8n's own nodes have a short name for their documentation; ours is a URL
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': nodesBase },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: nodesBase.configs.community.rules,
	},
);
