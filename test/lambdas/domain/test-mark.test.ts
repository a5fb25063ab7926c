import { markTest } from '../../../lambdas/domain/test-mark';

const marked = (html?: string) =>
  markTest({
    content: { headline: 'Soup', body: 'Ten off.', link: { label: 'See', to: 'https://shop.example/' } },
    message: { subject: 'Soup', text: 'Soup\nTen off.', ...(html !== undefined && { html }) },
  });

describe('the mark of a test', () => {
  it('stands in the subject, in the bare words, and first in a short message', () => {
    expect(marked()).toEqual({
      content: { headline: 'TEST Soup', body: 'TEST Ten off.', link: { label: 'See', to: 'https://shop.example/' } },
      message: { subject: 'TEST Soup', text: 'TEST Soup\nTen off.' },
    });
  });

  it('is the first that is seen of a page, and of its text', () => {
    const { message } = marked('<html><body class="a"><p>Soup</p></body></html>');
    expect(message.html).toMatch(/^<html><body class="a"><div [^>]+>TEST: [^<]+<\/div><p>Soup<\/p><\/body><\/html>$/);
    expect(message.text).toMatch(/^TEST: .+\n\nSoup\nTen off\.$/);
  });

  it('is there without a body element, too', () => {
    expect(marked('<p>Soup</p>').message.html).toMatch(/^<div [^>]+>TEST: .+<\/div><p>Soup<\/p>$/);
  });
});
