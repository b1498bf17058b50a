// An authorization server for tests: the package oidc-provider with people, pages and clients.
//
// Called with one file of JSON, whose fields are those of `Settings` in ../oauth_server.py.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';

import { Provider, interactionPolicy } from 'oidc-provider';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const page = (title, content) =>
  `<!DOCTYPE html><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1>${content}`;

const loginPage = (uid, hint, warning) => page('Sign in', `<p>${warning}</p>
  <form method="post" action="/interaction/${uid}/login">
  <input name="address" value="${escape(hint)}"><input type="password" name="password">
  <button name="do" value="sign-in">Sign in</button></form>`);

const consentPage = (uid, client, user, scopes) => page('Permission', `
  <p>${escape(client)} wants to use the mail of ${escape(user)}: ${escape(scopes.join(', '))}</p>
  <form method="post" action="/interaction/${uid}/consent">
  <button name="do" value="allow">Allow</button>
  <button name="do" value="allow-reading">Allow to read alone</button>
  <button name="do" value="refuse">Refuse</button></form>`);

const native = (id) => ({
  client_id: id,
  client_name: id,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/', 'http://127.0.0.1'],
  grant_types: [
    'authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code',
  ],
  response_types: ['code'],
});

const provider = new Provider(settings.issuer, {
  clients: [
    ...settings.clients.map(native),
    {
      client_id: settings.checker,
      client_secret: settings.checker_secret,
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: [],
      grant_types: [],
      response_types: [],
    },
  ],
  jwks: { keys: [{ ...signingKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomUUID()] },
  scopes: ['openid', 'offline_access', 'email', ...settings.scopes],
  claims: { openid: ['sub'], email: ['email'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (ctx, id) => id in settings.users
    && { accountId: id, claims: () => ({ sub: id, email: id }) },
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  expiresWithSession: () => false,
  ttl: {
    AccessToken: (ctx, token, client) => settings.lasting[client.clientId] ?? 3600,
    AuthorizationCode: 60,
    DeviceCode: () => settings.device_code_lasts,
    Grant: 86400,
    IdToken: 3600,
    Interaction: 600,
    RefreshToken: () => 86400,
    Session: 86400,
  },
  features: {
    devInteractions: { enabled: false },
    deviceFlow: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
  },
  interactions: {
    url: (ctx, interaction) => `/interaction/${interaction.uid}`,
    policy: interactionPolicy.base(),
  },
});

// Its own tokens are short. Those of the large providers hold a lot, and can have any length.
const model = provider.AccessToken.prototype;
const generateTokenId = model.generateTokenId;
model.generateTokenId = function generateLongTokenId() {
  return generateTokenId.call(this).padEnd(settings.long[this.clientId] ?? 0, 'x');
};

for (const secret of ['access_token', 'refresh_token', 'authorization_code', 'device_code']) {
  provider.on(`${secret}.saved`, ({ jti }) => appendFileSync(settings.given, `${jti}\n`));
}

async function formOf(ctx) {
  const pieces = [];
  for await (const piece of ctx.req) pieces.push(piece);
  return new URLSearchParams(Buffer.concat(pieces).toString());
}

async function allowed({ prompt, session, params, grantId }, refused) {
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const asked = prompt.details.missingOIDCScope ?? [];
  grant.addOIDCScope(asked.filter((scope) => !refused.includes(scope)).join(' '));
  if (refused.length) grant.rejectOIDCScope(refused.join(' '));
  grant.addOIDCClaims(prompt.details.missingOIDCClaims ?? []);
  return { consent: { grantId: await grant.save() } };
}

async function interact(ctx, details, step) {
  const { uid, prompt, params, session } = details;
  if (step === undefined) {
    ctx.type = 'html';
    ctx.body = prompt.name === 'login'
      ? loginPage(uid, params.login_hint ?? '', '')
      : consentPage(uid, params.client_id, session.accountId, params.scope.split(' '));
    return;
  }
  const form = await formOf(ctx);
  const user = form.get('address');
  let result;
  if (step === 'login' && settings.users[user] !== form.get('password')) {
    ctx.type = 'html';
    ctx.body = loginPage(uid, user, 'The address or the password is wrong.');
    return;
  }
  if (step === 'login') {
    result = { login: { accountId: user } };
  } else if (form.get('do') === 'allow') {
    result = await allowed(details, []);
  } else if (form.get('do') === 'allow-reading') {
    result = await allowed(details, ['mail.send']);
  } else {
    result = { error: 'access_denied', error_description: 'the user refused' };
  }
  const next = await provider.interactionResult(ctx.req, ctx.res, result, {
    mergeWithLastSubmission: true,
  });
  ctx.redirect(next);
}

// For the tests alone: one token is good no longer, and the grant behind it still is. (To revoke it
// by RFC 7009 would revoke the refresh token as well.)
provider.use(async (ctx, next) => {
  if (ctx.path !== '/forget' || ctx.method !== 'POST') return next();
  const token = await provider.AccessToken.find((await formOf(ctx)).get('token'));
  await token.destroy();
  ctx.body = 'forgotten';
});

// How often a device may ask is left to each server (RFC 8628 section 3.2).
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/device/auth' && ctx.status === 200) ctx.body.interval = 1;
});

provider.use(async (ctx, next) => {
  const found = /^\/interaction\/([\w-]+)(?:\/(login|consent))?$/.exec(ctx.path);
  if (!found) return next();
  return interact(ctx, await provider.interactionDetails(ctx.req, ctx.res), found[2]);
});

createServer(
  { key: readFileSync(settings.certificate), cert: readFileSync(settings.certificate) },
  provider.callback(),
).listen(settings.port, settings.address);
