"""HTML that tries to run, to ask, to open or to cover something; and what none of it may leave behind."""

import re

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a><a href="data:text/html,<script>alert(1)</script>">y</a>',
    '<a href="file:///etc/passwd">x</a><a href="//evil.example/x">y</a><a href="\\\\evil\\share">z</a>',
    '<a href="/etc/passwd">x</a><a href="ms-msdt:/id">y</a><a href="search-ms:query=x">z</a>',
    '<iframe src="http://evil.example/"></iframe><object data="http://evil.example/"></object>',
    '<form action="http://evil.example/"><input name=q><button formaction=http://evil.example>go</button></form>',
    '<link rel=stylesheet href="http://evil.example/x.css"><style>@import "file:///etc/hostname";</style>',
    "<style>p{background:url(http://evil.example/x)}</style><p>x</p>",
    '<meta http-equiv=refresh content="0;url=http://evil.example/"><base href="http://evil.example/">',
    '<p style="background:url(http://evil.example/x)">x</p>',
    "<p style=\"background-image:u\\72l('http://evil.example/x')\">x</p>",
    '<p style="color:expression(alert(1));width:calc(100% * 2)">x</p>',
    "<p style=\"list-style-type:image-set('http://evil.example/x' 1x)\">x</p>",
    '<ul style="list-style-image:url(file:///etc/passwd)"><li>x</ul>',
    '<table background="http://evil.example/x"><td background="file:///etc/passwd">x</table>',
    '<img src="file:///etc/passwd"><img src="/etc/passwd"><img src="etc/passwd"><img src="\\\\evil\\x">',
    '<img src="http://evil.example/x" srcset="http://evil.example/y 2x" lowsrc="http://evil.example/z">',
    '<image src="http://evil.example/x"><input type=image src="http://evil.example/y">',
    '<video poster="http://evil.example/x" src="http://evil.example/y"></video><audio src=http://evil.example>',
    '<picture><source srcset="http://evil.example/x"><img src=cid:no></picture>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!--><img src=x onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]>",
    '<!--[if gte mso 9]><img src="http://evil.example/x"><![endif]-->',
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    '<a href="http://x.example" onclick="alert(1)" ping="http://evil.example" target=_top>x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>"><img src="data:image/png;base64,AAAA">',
    '<p id=location name=cookie class="x">clobber</p>',
    '<isindex action="http://evil.example"><keygen autofocus onfocus=alert(1)>',
    '<img alt="<script>alert(1)</script>"><img alt="&lt;img src=http://evil.example/x&gt;">',
    '<a title="&quot;><img src=http://evil.example/x>" href="http://x.example/&quot;><script>">x</a>',
    '<b style="--x:url(http://evil.example/x);color:var(--x)">x</b>',
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<plaintext><script>alert(1)</script>",
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999">over all</div>',
]
FORBIDDEN = re.compile(
    r"<(?:script|iframe|object|embed|form|input|style|link|meta|base|svg|math|video|audio|image|template)\b"
    r"|<[^<>]*\s(?:on\w+|srcset|background|ping|class|id|name|formaction|poster|data)\s*="
    r"|<[^<>]*(?:javascript|vbscript|file|data)\s*:"
    r"|url\s*\(|expression|@import|position\s*:|\\\\|<!",
    re.IGNORECASE,
)
