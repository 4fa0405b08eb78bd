using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engagement.Streams.RabbitMq.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Uri", "localhost", "expected amqp://")]
    [InlineData("Uri", "http://localhost/", "expected amqp://")]
    [InlineData("Partitions", "0", "between 1 and 256")]
    [InlineData("Partitions", "many", "'many'")]
    [InlineData("BatchSize", "10001", "between 1 and 10000")]
    [InlineData("Queue", "a queue", "expected 1 to 100")]
    [InlineData("ConfirmSeconds", "0", "between 1 and 60")]
    [InlineData("Queues", "x", "unknown; expected one of Uri, Queue")]
    public void A_bad_option_stops_the_start_with_its_name(string name, string value, string expectation)
    {
        var failure = FailuresOf(new() { ["Engagement:RabbitMq:Uri"] = "amqp://localhost", [$"Engagement:RabbitMq:{name}"] = value }).ShouldHaveSingleItem();

        failure.ShouldContain($"Engagement:RabbitMq:{name}");
        failure.ShouldContain(expectation);
    }

    [Fact]
    public void A_broker_must_be_named()
    {
        var failures = FailuresOf(new() { ["Engagement:RabbitMq:Partitions"] = "4" });

        failures.ShouldAllBe(failure => failure.StartsWith("Engagement:RabbitMq:Uri"));
        failures.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_bad_address_is_not_repeated_for_it_may_hold_a_password() =>
        FailuresOf(new() { ["Engagement:RabbitMq:Uri"] = "ampq://me:secret@broker" }).ShouldHaveSingleItem().ShouldNotContain("secret");

    [Fact]
    public void Where_nothing_is_configured_nothing_is_added() =>
        new ServiceCollection().AddRabbitMqStream(new ConfigurationBuilder().Build()).ShouldBeEmpty();

    private static string[] FailuresOf(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddRabbitMqStream(configuration);
        using var provider = services.BuildServiceProvider();
        return [.. Should.Throw<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate).Failures];
    }
}
