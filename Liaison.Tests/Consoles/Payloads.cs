namespace Liaison.Tests.Consoles;

/// <summary>Texts that would be more than text on a page which makes markup of them.</summary>
internal static class Payloads
{
    public static readonly string[] All =
    [
        "<script>window.attacked = 1</script>",
        "</script><script>window.attacked = 2</script>",
        "<img src=x onerror=\"window.attacked = 3\">",
        "<svg onload=\"window.attacked = 4\"></svg>",
        "<svg><script>window.attacked = 5</script></svg>",
        "<iframe srcdoc=\"<script>parent.attacked = 6</script>\"></iframe>",
        "<iframe src=\"javascript:parent.attacked = 7\"></iframe>",
        "<a href=\"javascript:window.attacked = 8\">click</a>",
        "<body onload=\"window.attacked = 9\">",
        "<input autofocus onfocus=\"window.attacked = 10\">",
        "<details open ontoggle=\"window.attacked = 11\"><summary>x</summary></details>",
        "<video><source onerror=\"window.attacked = 12\"></video>",
        "<math><mtext><table><mglyph><style><img src=x onerror=\"window.attacked = 13\">",
        "<object data=\"javascript:window.attacked = 14\"></object>",
        "<embed src=\"javascript:window.attacked = 15\">",
        "<form action=\"javascript:window.attacked = 16\"><button>go</button></form>",
        "<base href=\"https://attacker.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0;url=https://attacker.example/\">",
        "<link rel=\"stylesheet\" href=\"https://attacker.example/a.css\">",
        "<style>body{display:none}</style>",
        "\" onmouseover=\"window.attacked = 21\" x=\"",
        "' onfocus='window.attacked = 22' autofocus x='",
        "`${window.attacked = 23}`",
        "{{constructor.constructor('window.attacked = 24')()}}",
        "javascript:window.attacked = 25",
        "&lt;script&gt;window.attacked = 26&lt;/script&gt;",
        "<!-- --><script>window.attacked = 27</script>",
        "<![CDATA[<script>window.attacked = 28</script>]]>",
        "__proto__",
        "\u202e<template><script>window.attacked = 30</script></template>",
    ];
}
