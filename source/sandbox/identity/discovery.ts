/** The fields that rclone knows of an ordinary discovery document (protocol.md 3.1). */
export function discovery(base: string, realm: string): object {
	const issuer = `${base}/auth/realms/${realm}`;
	const connect = `${issuer}/protocol/openid-connect`;
	return {
		issuer,
		authorization_endpoint: `${connect}/auth`,
		token_endpoint: `${connect}/token`,
		token_introspection_endpoint: `${connect}/token/introspect`,
		introspection_endpoint: `${connect}/token/introspect`,
		userinfo_endpoint: `${connect}/userinfo`,
		end_session_endpoint: `${connect}/logout`,
		jwks_uri: `${connect}/certs`,
		check_session_iframe: `${connect}/login-status-iframe.html`,
		registration_endpoint: `${issuer}/clients-registrations/openid-connect`,
		grant_types_supported: ['authorization_code', 'refresh_token', 'password', 'client_credentials'],
		response_types_supported: ['code'],
		response_modes_supported: ['query'],
		subject_types_supported: ['public'],
		id_token_signing_alg_values_supported: ['RS256'],
		userinfo_signing_alg_values_supported: ['RS256'],
		request_object_signing_alg_values_supported: ['RS256'],
		token_endpoint_auth_methods_supported: ['client_secret_post'],
		token_endpoint_auth_signing_alg_values_supported: ['RS256'],
		claims_supported: ['sub', 'email', 'name'],
		claim_types_supported: ['normal'],
		claims_parameter_supported: false,
		scopes_supported: ['openid', 'offline_access', 'jotta-default'],
		request_parameter_supported: true,
		request_uri_parameter_supported: true,
		code_challenge_methods_supported: ['plain', 'S256'],
		tls_client_certificate_bound_access_tokens: true,
	};
}
