// Shows the maximum that n8n allows: sends two fields of each item with a credential, in a loop that
// reads no parameters per item and handles no errors. Used by the bench only.
class BareLoop {
	description = {
		displayName: 'Bare Loop',
		name: 'bareLoop',
		group: ['transform'],
		version: 1,
		description: 'Sends two fields of each item and does nothing else',
		defaults: { name: 'Bare Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [
			{ name: 'voxworksApi', required: false },
			{ name: 'sprintHubApi', required: false },
		],
		properties: [
			{ displayName: 'Credential', name: 'credential', type: 'string', default: '' },
			{ displayName: 'Path', name: 'path', type: 'string', default: '' },
			{ displayName: 'Keys', name: 'keys', type: 'string', default: '' },
			{ displayName: 'Rest of the Body', name: 'rest', type: 'string', default: '{}' },
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 10 },
		],
	};

	async execute() {
		const items = this.getInputData();
		const type = this.getNodeParameter('credential', 0);
		const path = this.getNodeParameter('path', 0);
		const rest = JSON.parse(this.getNodeParameter('rest', 0));
		const data = await this.getCredentials(type);
		const credentialsDecrypted = { id: '', name: '', type, data };
		const [first, second] = this.getNodeParameter('keys', 0).split(',');
		const output = new Array(items.length);
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const item = next++;
				const fields = items[item].json;
				const json = await this.helpers.httpRequestWithAuthentication.call(
					this,
					type,
					{
						method: 'POST',
						url: data.baseUrl + path,
						body: { ...rest, [first]: fields[first], [second]: fields[second] },
						json: true,
						disableFollowRedirect: true,
					},
					{ credentialsDecrypted },
				);
				output[item] = { json, pairedItem: { item } };
			}
		};
		const concurrency = this.getNodeParameter('concurrency', 0);
		await Promise.all(Array.from({ length: concurrency }, worker));
		return [output];
	}
}

module.exports = { BareLoop };
