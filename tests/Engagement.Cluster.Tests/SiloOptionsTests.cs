using Engagement.Runtime.Hosting;
using Engagement.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engagement.Cluster.Tests;

public sealed class SiloOptionsTests
{
    [Fact]
    public void An_operator_key_that_is_left_empty_is_none() => Bound("OperatorKey", "").OperatorKey.ShouldBeNull();

    [Fact]
    public void An_operator_key_of_sixteen_characters_is_taken() => Bound("OperatorKey", "0123456789abcdef").OperatorKey.ShouldBe("0123456789abcdef");

    [Theory]
    [InlineData("OperatorKey", "0123456789abcde")]
    [InlineData("Address", "here")]
    [InlineData("SiloPort", "many")]
    [InlineData("Role", "nobody")]
    public void What_is_wrong_is_told_by_its_name(string name, string value) =>
        Should.Throw<OptionsValidationException>(() => Bound(name, value)).Failures.ShouldHaveSingleItem().ShouldContain($"Engagement:Silo:{name}");

    private static SiloOptions Bound(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"{SiloOptions.Section}:{name}", value)]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddBoundOptions<SiloOptions>(SiloOptions.Section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SiloOptions>>().Value;
    }
}
