import type { SprintHubDefinition } from './types';

type Field = SprintHubDefinition['fields'][number];

function field(label: string, alias: string, type: string, overrides: Partial<Field> = {}): Field {
	return {
		label,
		alias,
		defaultValue: null,
		type,
		required: false,
		uniqueIdentifier: false,
		properties: {},
		...overrides,
	};
}

function options(...values: string[]): Partial<Field> {
	return { properties: { list: values.map((value) => ({ label: value, value })) } };
}

export function definitionSeeds(): SprintHubDefinition[] {
	const common = { relationship: { id: 1 }, isPublished: true, allowDynamicInsert: false };
	return [
		{
			id: 1,
			name: 'Pedido',
			pluralName: 'Pedidos',
			...common,
			fields: [
				field('Número do pedido', 'numero_pedido', 'text', {
					required: true,
					uniqueIdentifier: true,
				}),
				field('Valor total', 'valor_total', 'number'),
				field('Data de entrega', 'data_entrega', 'date'),
				field('Status', 'status', 'select', options('aberto', 'pago', 'enviado', 'cancelado')),
				field('Pago', 'pago', 'boolean', { defaultValue: false }),
			],
		},
		{
			id: 2,
			name: 'Imóvel',
			pluralName: 'Imóveis',
			...common,
			fields: [
				field('Endereço', 'endereco', 'text', { required: true }),
				field('Quartos', 'quartos', 'number'),
				field('Tipo', 'tipo', 'select', options('casa', 'apartamento', 'terreno')),
			],
		},
		{
			id: 3,
			name: 'Contrato',
			pluralName: 'Contratos',
			...common,
			isPublished: false,
			fields: [field('Código', 'codigo', 'text', { required: true, uniqueIdentifier: true })],
		},
	];
}
