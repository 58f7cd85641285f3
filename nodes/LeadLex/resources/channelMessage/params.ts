export const channels = {
	email: 'Email',
	slack: 'Slack',
	teams: 'Teams',
	telegram: 'Telegram',
	whatsapp: 'WhatsApp',
};
