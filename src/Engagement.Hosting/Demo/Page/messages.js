// Shows in-app messages as any client would: from the stream, with a receipt for everything that becomes of them.

export class Messages {
  #receive; #modal = document.getElementById('modal'); #shown = new Map(); #waiting = [];

  /** @param {(deliveryId: string, kind: string, action?: string) => void} receive sends a receipt */
  constructor(receive) {
    this.#receive = receive;
    document.getElementById('modal-close').addEventListener('click', () => this.#modal.close('dismissed'));
    this.#modal.addEventListener('cancel', () => { this.#modal.returnValue = 'dismissed'; });
    this.#modal.addEventListener('close', () => this.#closed());
  }

  show(message) {
    if (this.#shown.has(message.deliveryId) || this.#waiting.some(other => other.deliveryId === message.deliveryId)) return;
    if (message.kind === 'modal') { this.#waiting.push(message); this.#next(); }
    else this.#place(message, message.kind === 'banner' ? 'banners' : 'posts', message.kind === 'banner' ? 'banner' : 'post');
  }

  recall(deliveryId) {
    this.#waiting = this.#waiting.filter(message => message.deliveryId !== deliveryId);
    const element = this.#shown.get(deliveryId);
    this.#shown.delete(deliveryId);
    if (element === this.#modal) { this.#modal.returnValue = 'recalled'; this.#modal.close('recalled'); } else element?.remove();
  }

  clear() { [...this.#shown.keys(), ...this.#waiting.map(message => message.deliveryId)].forEach(id => this.recall(id)); }

  #next() {
    if (this.#modal.open || this.#waiting.length === 0) return;
    const message = this.#waiting.shift();
    const { title, body, actions = [] } = message.content;
    this.#modal.dir = message.dir;
    this.#modal.dataset.delivery = message.deliveryId;
    document.getElementById('modal-title').textContent = title ?? '';
    document.getElementById('modal-body').textContent = body ?? '';
    document.getElementById('modal-actions').replaceChildren(...actions.map(action => this.#button(action, () => this.#modal.close(action.id))));
    this.#modal.returnValue = 'dismissed';
    this.#modal.showModal();
    this.#shown.set(message.deliveryId, this.#modal);
    this.#receive(message.deliveryId, 'shown');
  }

  #closed() {
    const { delivery } = this.#modal.dataset;
    const outcome = this.#modal.returnValue;
    if (outcome !== 'recalled' && this.#shown.delete(delivery)) {
      if (outcome === 'dismissed' || outcome === '') this.#receive(delivery, 'dismissed'); else this.#receive(delivery, 'clicked', outcome);
    }
    this.#next();
  }

  #place(message, parent, className) {
    const { author, title, body, actions = [] } = message.content;
    const element = document.createElement('div');
    element.className = className;
    element.dir = message.dir;
    element.dataset.testid = 'message';
    element.dataset.delivery = message.deliveryId;
    const text = document.createElement('div');
    for (const [content, name] of [[author, 'author'], [title, 'title'], [body, 'body']]) {
      if (content) text.append(Object.assign(document.createElement('div'), { className: name, textContent: content }));
    }
    const buttons = Object.assign(document.createElement('div'), { className: 'actions' });
    buttons.append(...actions.map(action => this.#button(action, () => this.#receive(message.deliveryId, 'clicked', action.id))));
    if (actions.length > 0) text.append(buttons);
    const close = Object.assign(document.createElement('button'), { className: 'close', textContent: '×' });
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => { this.recall(message.deliveryId); this.#receive(message.deliveryId, 'dismissed'); });
    element.append(text, close);
    document.getElementById(parent).prepend(element);
    this.#shown.set(message.deliveryId, element);
    this.#receive(message.deliveryId, 'shown');
  }

  #button(action, onClick) {
    const button = Object.assign(document.createElement('button'), { textContent: action.label, type: 'button' });
    button.addEventListener('click', () => { onClick(); if (action.url?.startsWith('/demo#')) location.hash = action.url.split('#')[1]; });
    return button;
  }
}
