using Engagement.Runtime.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>Whether there is a stream where calls are to be put on one.</summary>
internal sealed class StreamIsThere(IServiceProviderIsService services) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        options.Ingest == IngestMode.Stream && !services.IsService(typeof(IEventSink))
            ? ValidateOptionsResult.Fail($"{GatewayOptions.Section}:{nameof(options.Ingest)}: Stream needs a stream, and none is configured")
            : ValidateOptionsResult.Success;
}
