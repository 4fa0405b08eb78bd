using Engagement.Core.Messages;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Messages;

public sealed class SafeUrlTests
{
    [Theory]
    [InlineData("https://shop.example/a?b=c#d")]
    [InlineData("HTTP://shop.example")]
    [InlineData("mailto:mia@shop.example")]
    [InlineData("/cart")]
    [InlineData("/")]
    public void IsSafe_WhenTheWebMailOrThisApp_True(string url) => SafeUrl.IsSafe(url).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData(" https://shop.example")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://")]
    [InlineData("https://a.example/\"onload=")]
    [InlineData("cart")]
    public void IsSafe_WhenAnywhereElse_False(string url) => SafeUrl.IsSafe(url).ShouldBeFalse();
}
