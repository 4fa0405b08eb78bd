// A shop that tells the engine what its visitor does, and beside it what the engine made of that.
// Everything here is the documented API, but for /demo/visitor, which stands for calls with the secret key.
import { Messages } from '/demo/messages.js';

const products = [
  { id: 'reading', icon: 'M20 56h24M32 56V34M32 34l14-16M40 10l14 12-10 6-10-9z', price: 45, name: { en: 'Reading lamp', de: 'Leselampe', fa: 'چراغ مطالعه' } },
  { id: 'desk', icon: 'M22 56h20M32 56V40M18 40h28l-7-20H25zM32 20v-8', price: 80, name: { en: 'Desk lamp', de: 'Schreibtisch\u00adlampe', fa: 'چراغ رومیزی' } },
  { id: 'floor', icon: 'M24 58h16M32 58V24M20 24h24l-6-16H26z', price: 140, name: { en: 'Floor lamp', de: 'Stehlampe', fa: 'آباژور ایستاده' } },
  { id: 'chandelier', icon: 'M32 4v12M14 30c0-10 36-10 36 0M14 30v8M26 32v10M38 32v10M50 30v8M11 38h6l-1 6h-4zM23 42h6l-1 6h-4zM35 42h6l-1 6h-4zM47 38h6l-1 6h-4z', price: 320, name: { en: 'Chandelier', de: 'Kronleuchter', fa: 'لوستر' } },
];
const texts = {
  en: { title: 'The Lamp Shop', name: 'Your name', language: 'Language', restart: 'Be somebody new', cart: 'Cart', busy: 'I am paying now: please do not disturb', order: 'Place the order', look: 'Look', add: 'Add to cart', empty: 'Nothing yet.' },
  de: { title: 'Der Lampenladen', name: 'Ihr Name', language: 'Sprache', restart: 'Jemand anderes sein', cart: 'Warenkorb', busy: 'Ich bezahle gerade: bitte nicht stören', order: 'Bestellen', look: 'Ansehen', add: 'In den Korb', empty: 'Noch nichts.' },
  fa: { title: 'چراغ‌فروشی', name: 'نام شما', language: 'زبان', restart: 'کس دیگری باش', cart: 'سبد خرید', busy: 'در حال پرداختم: لطفاً مزاحم نشوید', order: 'ثبت سفارش', look: 'دیدن', add: 'افزودن به سبد', empty: 'هنوز چیزی نیست.' },
};
const rules = {
  none: 'nothing stands against it', delay: 'the campaign waits a while first', exception: 'the reason to send it is gone', pending: 'already waiting for an earlier trigger',
  audience: 'not in the audience', reEligibility: 'had it not long ago', experiment: 'in the control group', window: 'outside the send window', quietHours: 'quiet hours',
  priority: 'another message came first', template: 'a value is missing', status: 'the campaign is not live', schedule: 'outside the campaign’s dates', limit: 'too many are waiting',
};

const $ = id => document.getElementById(id);
const { writeKey } = await (await fetch('/demo/key')).json();
const campaigns = Object.fromEntries((await (await fetch('/demo/campaigns')).json()).map(({ id, name }) => [id, name]));
const headers = { Authorization: `Basic ${btoa(`${writeKey}:`)}` };
const state = { userId: null, locale: localStorage.locale ?? 'en', cart: [], stream: null, seen: new Set(), wait: '?wait=decision' };
const messages = new Messages((deliveryId, kind, action) =>
  post('/v1/inapp/receipts', [{ deliveryId, kind, action, at: new Date().toISOString(), receiptId: crypto.randomUUID() }], `?userId=${state.userId}`));

/** Whether it was taken; where not, it says why. */
async function post(path, body, query = '') {
  let verdict = 'Refused', why;
  try {
    const answer = await fetch(path + query, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.ok) return true;
    const problem = await answer.json().catch(() => ({}));
    if (problem.code === 'cannotWait') {
      state.wait = '';
      return post(path, body);
    }
    const [fault] = Object.entries(problem.errors ?? {});
    why = `${answer.status} ${fault?.join(': ') ?? problem.detail ?? problem.title ?? ''}`;
  } catch {
    [verdict, why] = ['Failed', 'the server does not answer'];
  }
  log(`<span class="verdict ${verdict}">${verdict.toLowerCase()}</span><b>${escape(path)}</b><div class="why">${escape(why)}</div>`, 'event', Date.now());
  return false;
}

async function tell(path, body, name) {
  const started = performance.now();
  const { userId } = state;
  const context = { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: state.locale, page: { path: '/demo' } };
  const now = new Date().toISOString();
  const taken = await post(`/v1/${path}`, { userId, messageId: crypto.randomUUID(), timestamp: now, sentAt: now, context, ...body }, state.wait);
  if (userId !== state.userId) return;
  $('latency').textContent = taken ? `${(performance.now() - started).toFixed(1)} ms` : '–';
  if (!taken) return;
  log(`<b>${escape(name)}</b>`, 'event', Date.now());
  await explain();
}

const track = (event, properties) => tell('track', { event, properties }, `${event}${properties?.name ? `: ${properties.name}` : ''}`);
const identify = () => tell('identify', { traits: { firstName: $('name').value || undefined, locale: state.locale } }, 'Identify');

/** Tells what is new of this visitor, and gives all that is known. */
async function explain() {
  const { userId } = state;
  const answer = await fetch(`/demo/visitor?userId=${userId}`).then(taken => taken.ok ? taken.json() : null).catch(() => null);
  if (!answer || userId !== state.userId) return null;
  $('waiting').textContent = answer.waiting ? `${answer.waiting} ${answer.waiting === 1 ? 'message waits' : 'messages wait'}` : '';
  for (const trace of answer.decisions.reverse()) {
    const key = [trace.campaign, trace.verdict, trace.rule, trace.at, trace.due].join('|');
    if (state.seen.has(key)) continue;
    state.seen.add(key);
    const why = rules[trace.rule] ?? (trace.rule.startsWith('cap:') ? `the cap “${trace.rule.slice(4)}” is used up` : trace.rule);
    const due = trace.due ? `, until ${new Date(trace.due).toLocaleTimeString('en-GB')}` : '';
    const lost = trace.lostTo ? `: ${campaigns[trace.lostTo] ?? trace.lostTo}` : '';
    const variant = trace.variant && trace.variant !== 'only' ? ` (variant ${trace.variant})` : '';
    const rule = trace.rule === 'none' ? '' : ` <code>${escape(trace.rule)}</code>`;
    const detail = trace.detail ? `: ${trace.detail}` : '';
    log(`<span class="verdict ${trace.verdict}">${trace.verdict.toLowerCase()}</span><b>${escape(campaigns[trace.campaign] ?? trace.campaign)}</b>${escape(variant)}
      <div class="why">${escape(why + due + lost + (trace.rule === 'exception' || trace.rule === 'template' ? detail : ''))}${rule}</div>`, 'trace', trace.at);
  }
  return answer;
}

function log(html, kind, at) {
  const item = document.createElement('li');
  item.className = kind;
  item.dataset.testid = kind === 'trace' ? 'decision' : 'event';
  item.innerHTML = `<time>${new Date(at).toLocaleTimeString('en-GB')}</time>${html}`;
  $('log').prepend(item);
  while ($('log').children.length > 60) $('log').lastChild.remove();
}

const escape = text => String(text).replace(/[&<>"]/g, char => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]);

function listen() {
  state.stream?.close();
  state.stream = new EventSource(`/v1/inapp/stream?userId=${state.userId}&writeKey=${writeKey}`);
  const connected = on => { $('connection').className = on ? 'on' : 'off'; $('connection').textContent = on ? 'stream open' : 'stream closed'; };
  state.stream.addEventListener('open', () => connected(true));
  state.stream.addEventListener('error', () => connected(false));
  state.stream.addEventListener('message', event => { messages.show(JSON.parse(event.data)); explain(); });
  state.stream.addEventListener('recall', event => { messages.recall(JSON.parse(event.data).deliveryId); explain(); });
}

function draw() {
  const words = texts[state.locale];
  document.documentElement.lang = state.locale;
  document.documentElement.dir = state.locale === 'fa' ? 'rtl' : 'ltr';
  document.querySelectorAll('[data-text]').forEach(element => { element.textContent = words[element.dataset.text]; });
  $('products').replaceChildren(...products.map(product => {
    const name = product.name[state.locale];
    const card = Object.assign(document.createElement('article'), { className: 'product' });
    card.innerHTML = `<button class="picture" aria-label="${words.look}: ${name}" data-testid="look"><svg viewBox="0 0 64 64" aria-hidden="true"><path d="${product.icon}"/></svg></button>
      <div>${name}</div><div class="row"><span class="price">€ ${product.price}</span><button data-testid="add-to-cart">${words.add}</button></div>`;
    const [look, add] = card.querySelectorAll('button');
    look.addEventListener('click', () => track('Product Viewed', { id: product.id, name, price: product.price }));
    add.addEventListener('click', () => { state.cart.push(product); fill(); track('Product Added', { id: product.id, name, price: product.price }); });
    return card;
  }));
  fill();
}

function fill() {
  $('order').disabled = state.cart.length === 0;
  $('lines').replaceChildren(...(state.cart.length ? state.cart.map(product => `${product.name[state.locale]} · € ${product.price}`) : [texts[state.locale].empty])
    .map(text => Object.assign(document.createElement('li'), { textContent: text })));
}

async function begin(fresh) {
  if (fresh || !localStorage.visitor) localStorage.visitor = `demo-${crypto.randomUUID()}`;
  Object.assign(state, { userId: localStorage.visitor, cart: [], seen: new Set() });
  messages.clear();
  $('log').replaceChildren();
  $('busy').checked = false;
  $('language').value = state.locale;
  draw();
  listen();
  await tell('page', { name: 'The Lamp Shop', properties: { path: '/demo' } }, 'Page Viewed');
  if ((await explain())?.busy) $('busy').checked = true;
}

$('language').addEventListener('change', () => { localStorage.locale = state.locale = $('language').value; draw(); identify(); });
$('name').addEventListener('change', identify);
$('restart').addEventListener('click', () => { $('name').value = ''; begin(true); });
$('busy').addEventListener('change', async () => {
  const busy = $('busy').checked;
  if (await post('/v1/inapp/moment', { screen: busy ? '/demo/checkout' : '/demo', busy }, `?userId=${state.userId}`))
    log(`<b>${busy ? 'Busy: what is sent from now on waits' : 'No longer busy: what waited is shown'}</b>`, 'event', Date.now());
});
$('order').addEventListener('click', () => {
  const total = state.cart.reduce((sum, product) => sum + product.price, 0);
  state.cart = [];
  fill();
  track('Order Completed', { total });
});
setInterval(explain, 1000);
await begin(false);
