/** What a browser does with an authorization address: shows the page, submits the form, and follows the redirect. */
export async function answerPage(address: string, answer: 'allow' | 'deny' = 'allow'): Promise<string> {
	const page = await fetch(address, {redirect: 'manual'});
	if (page.status === 302) {
		return page.headers.get('location')!;
	}

	if (page.status !== 200) {
		throw new Error(`The page answers ${page.status}: ${await page.text()}`);
	}

	const answered = await fetch(address, {method: 'POST', body: new URLSearchParams({answer}), redirect: 'manual'});
	return answered.headers.get('location')!;
}
