// Shows events of this site on another one, in a frame that is as high as what it holds:
//   <turnout-events lang="bg" kind="round-table" city="Ruse" q="water" count="5"></turnout-events>
//   <turnout-event slug="round-table-2027" lang="bg"></turnout-event>
// All attributes but slug may be left out. What it makes is an <iframe>, which works by itself as well.
{
  const site = new URL(document.currentScript.src).origin

  class Framed extends HTMLElement {
    static observedAttributes = ['slug', 'lang', 'kind', 'city', 'q', 'count']

    connectedCallback() {
      this.frame ??= Object.assign(document.createElement('iframe'), {
        loading: 'lazy',
        title: this.title || 'Turnout',
      })
      this.frame.style.cssText = 'display:block;width:100%;height:480px;border:0'
      this.append(this.frame)
      this.show()
      addEventListener('message', this)
    }

    disconnectedCallback() {
      removeEventListener('message', this)
    }

    attributeChangedCallback() {
      if (this.isConnected && this.frame) this.show()
    }

    show() {
      const address = new URL(`${this.lang && `/${this.lang}`}${this.path()}`, site)
      for (const name of ['kind', 'city', 'q', 'count']) {
        if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name))
      }
      this.frame.src = address
    }

    handleEvent({ source, origin, data }) {
      const isOwn = source === this.frame.contentWindow && origin === site
      if (isOwn && data?.turnout === 'height')
        this.frame.style.height = `${Math.min(Number(data.height) || 480, 20000)}px`
    }
  }

  customElements.define(
    'turnout-events',
    class extends Framed {
      path() {
        return '/embed'
      }
    },
  )
  customElements.define(
    'turnout-event',
    class extends Framed {
      path() {
        return `/events/${encodeURIComponent(this.getAttribute('slug'))}/embed`
      }
    },
  )
}
