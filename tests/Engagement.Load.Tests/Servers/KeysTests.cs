using Engagement.Load.Servers;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Servers;

public sealed class KeysTests
{
    [Theory]
    [InlineData("write key: wk_abc-1_X", "secret key: sk_def-2_Y")]
    [InlineData("""{"writeKey":"wk_abc-1_X",""", """ "secretKey":"sk_def-2_Y"}""")]
    [InlineData("wk_abc-1_X sk_def-2_Y", "later: wk_other sk_other")]
    public void Both_keys_are_read_from_whatever_lines_hold_them(string first, string second)
    {
        var keys = Keys.None.With("starting").With(first).With(second);
        keys.AreKnown.ShouldBeTrue();
        keys.ShouldBe(new Keys("wk_abc-1_X", "sk_def-2_Y"));
    }
}
